import { mount } from 'svelte';
import text from '../data/country.json?raw';
import App from './App.svelte';
import { Country } from './engine/country';
import { begin, page } from './state.svelte';
import './style.css';

declare global {
  interface Window {
    started?: boolean;
    plainSentence(what: 'old' | 'broken'): void;
  }
}

try {
  begin(new Country(text));
  const target = document.getElementById('page') as HTMLElement;
  target.textContent = '';
  mount(App, { target });
  window.started = true;
  // The glass is made ready while the first scene is read.
  setTimeout(() => page.world.explain(page.person), 600);
} catch (error) {
  console.error(error);
  window.plainSentence('broken');
}
