import '../theme/theme.css';
import '../theme/fonts.css';
import '../frame/page.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import DrawingExamples from './DrawingExamples.vue';

createApp(DrawingExamples).use(createPinia()).mount('#app');
