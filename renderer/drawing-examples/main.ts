import '../theme/theme.css';
import '../theme/fonts.css';
import '../frame/page.css';
import { createApp } from 'vue';
import DrawingExamples from './DrawingExamples.vue';

createApp(DrawingExamples).mount('#app');
