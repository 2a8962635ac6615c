/** Advice in words: one line a change. */
import type { Advice } from '../engine/recourse';
import { page } from '../state.svelte';

export function listing(advice: Advice): string[] {
  const lines = advice.steps.map((step) =>
    page.t('step', {
      what: page.label(step.column),
      to: page.value(step.column, step.to),
      from: page.value(step.column, step.from),
    }),
  );
  return [...lines, ...advice.dropped.map((friend) => page.t('stepFriend', { n: friend }))];
}
