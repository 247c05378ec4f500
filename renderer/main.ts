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
import AppWindow from './frame/AppWindow.vue';
import { useMessages } from './messages/message-store.ts';
import { SessionKeeper } from './session/session-keeper.ts';
import { keeperKey } from './session/use-keeper.ts';

const bridge = desktopBridge();
const engine = new EngineLink(bridge === undefined ? servedCarrier : () => desktopCarrier(bridge));
const app = createApp(AppWindow).use(createPinia());
const keeper = new SessionKeeper(engine);
app.provide(engineKey, engine).provide(keeperKey, keeper);
// What nobody caught is told, not only written where no user looks.
app.config.errorHandler = (error) => {
  useMessages().report(error);
  console.error(error);
};
engine.start();
app.mount('#app');
void keeper.load();
// The face of numbers is asked for at once: the browser would else wait for the first number, when the
// server of the page may be gone.
void document.fonts.load('13px "JetBrains Mono Variable"');
