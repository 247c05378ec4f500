import '../theme/theme.css';
import './page.css';
import { createApp } from 'vue';
import CameraExamples from './CameraExamples.vue';

createApp(CameraExamples).mount('#app');
