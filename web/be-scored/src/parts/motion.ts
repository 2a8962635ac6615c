/** Whether things may move; asked anew each time, because people change it. */
export const calm = (): boolean =>
  typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
export const slow = (): number => (calm() ? 0 : 450);
