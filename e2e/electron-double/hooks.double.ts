/** Loaded into Node before the built desktop program, so that its `electron` is the double. */
import { registerHooks } from 'node:module';

const double = new URL('./module.double.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'electron' ? double : specifier, context),
});
