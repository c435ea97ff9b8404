/** check: waits for ECS's own image check report. It runs after the image is available and never fails the image. */
import { imageCheckOffered } from '../../../contract/platforms.ts';
import type { Stage } from './stage.ts';

const pollMs = 1_000;
/** ECS publishes no duration for the check; an image without any sign of one for this long will not get one. */
const noSignMs = 120_000;

export const checkStage: Stage = {
  name: 'check',

  async run({ plan, tools, checkpoints, signal, report, save, log }) {
    if (plan.image.imageCheck === false) return 'not-asked-for';
    if (!imageCheckOffered(plan.image.platform) || checkpoints.import?.unchecked === true) return 'not-supported';
    const imageId = checkpoints.import?.imageId ?? '';
    const images = (await tools.cloud()).images(plan.target.region);
    const started = tools.clock.now();
    for (;;) {
      const check = (await images.image(imageId, signal))?.check;
      if (check?.at === 'finished') {
        await save({ check: { items: [...check.items] } });
        log.write('info', 'image check finished', { items: check.items.length });
        return 'done';
      }
      if (check === undefined && tools.clock.now() - started > noSignMs) {
        log.write('warn', 'ECS shows no image check for this image', { imageId });
        return 'not-supported';
      }
      report({
        doing: check === undefined ? 'waiting-for-check' : 'checking-image',
        done: 0,
        total: 0,
        unit: 'none',
      });
      await tools.clock.wait(pollMs, signal);
    }
  },
};
