import { mount } from 'svelte';
import text from '../data/country.json?raw';
import App from './App.svelte';
import { Country } from './engine/country';
import { begin } from './state.svelte';
import './style.css';

declare global {
  interface Window {
    started?: boolean;
    plainSentence(what: 'old' | 'broken'): void;
  }
}

try {
  begin(new Country(text));
  const page = document.getElementById('page') as HTMLElement;
  page.textContent = '';
  mount(App, { target: page });
  window.started = true;
} catch (error) {
  console.error(error);
  window.plainSentence('broken');
}
