import './engine/interpreted-schemas.ts';
import './theme/theme.css';
import './theme/fonts.css';
import './frame/page.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { desktopBridge } from './desktop/desktop-bridge.ts';
import { desktopCarrier } from './engine/desktop-carrier.ts';
import { engineKey, EngineLink } from './engine/engine-link.ts';
import { servedCarrier } from './engine/served-carrier.ts';
import Workbench from './frame/Workbench.vue';

const bridge = desktopBridge();
const engine = new EngineLink(bridge === undefined ? servedCarrier : () => desktopCarrier(bridge));
createApp(Workbench).use(createPinia()).provide(engineKey, engine).mount('#app');
engine.start();
