import '../engine/interpreted-schemas.ts';
import '../theme/theme.css';
import '../theme/fonts.css';
import '../frame/page.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import ControlExamples from './ControlExamples.vue';

createApp(ControlExamples).use(createPinia()).mount('#app');
