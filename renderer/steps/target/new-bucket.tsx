/** Creates a bucket in the image's region without leaving the wizard. */
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { bucketName } from '../../../contract/plan.ts';
import { usePage } from '../../state/use-page.ts';
import { useTask } from '../../state/use-task.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/use-words.ts';

/** Bucket names are shared by all accounts: a random end makes a clash unlikely. */
const suggestedName = (): string => {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `ecs-images-${random.toString(36)}`;
};

export interface NewBucketProps {
  account: string;
  region: string;
  onCreated(bucket: string): void;
}

export function NewBucket({ account, region, onCreated }: NewBucketProps): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const task = useTask();
  const [name, setName] = useState(suggestedName);
  const fits = bucketName.safeParse(name).success;
  const create = (): void =>
    void task.run(async () => {
      const made = await actions.core()['target.createBucket']({ account, region, bucket: name });
      onCreated(made.name);
    });
  return (
    <div className="field-wide inset">
      <Field
        label={words.target.newBucketName}
        help={words.target.newBucketHelp}
        problem={fits ? undefined : words.target.problem.bucketName}
      >
        {(wire) => (
          <div className="choose-path">
            <Input
              {...wire}
              className="code"
              value={name}
              maxLength={63}
              spellCheck={false}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => fits && create()}
            />
            <Button loading={task.running} disabled={!fits} onClick={create}>
              {words.target.createBucket}
            </Button>
          </div>
        )}
      </Field>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
    </div>
  );
}
