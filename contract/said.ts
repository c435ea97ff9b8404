/** A sentence of ours as data: its code and the values that go into it. It becomes words where it is shown, in the language asked for. */
import { z } from './schema.ts';
import { damageCodes, misfitCodes, remarkCodes } from './sentences.ts';

type Table = Readonly<Record<string, z.ZodType<readonly unknown[]>>>;
/** A code of the table with its values. */
type Coded<T extends Table> = { [C in keyof T]: [code: C, ...values: z.infer<T[C]>] }[keyof T];
export type Remark = Coded<typeof remarkCodes>;
export type Damage = Coded<typeof damageCodes>;
export type Misfit = Coded<typeof misfitCodes>;

export interface Said {
  readonly say: (Remark | Damage | Misfit)[0];
  readonly values: readonly unknown[];
}

export const say = (...[code, ...values]: Remark | Damage | Misfit): Said => ({ say: code, values });

const tables: Readonly<Record<Said['say'], z.ZodType>> = { ...remarkCodes, ...damageCodes, ...misfitCodes };
const codes = Object.keys(tables) as Said['say'][];
const [first, ...others] = [...new Set(Object.values(tables))].map((values) =>
  z.strictObject({ say: z.enum(codes.filter((code) => tables[code] === values)), values }),
);
if (first === undefined) throw new Error('there are sentences');
// The union is made from the tables, so the compiler cannot follow; `say` is typed by them.
export const said = z.discriminatedUnion('say', [first, ...others]) as unknown as z.ZodType<Said>;

/** What a system or the cloud said itself, shown as it is, or a sentence of ours, or several. */
export const text = z.union([z.string(), said, z.array(said).readonly()]);
export type Text = z.infer<typeof text>;

/** Sentences for the codes of a table in one language. */
export type Sentences<T extends Table> = {
  readonly [C in keyof T]: (...values: z.infer<T[C]>) => string;
};
