import type { CameraDisplayTools } from '../../camera/camera-display-tools.ts';

/**
 * The displays of telescopes and what they can do. A display is used again for the telescope of the next
 * event: it then stands for that one, and gives up the one before unless another display has it by now.
 */
export class ShownDisplays {
  readonly #tools = new Map<number, CameraDisplayTools>();

  of(telId: number): CameraDisplayTools | undefined {
    return this.#tools.get(telId);
  }

  show(telId: number, display: CameraDisplayTools): void {
    this.giveUp(display);
    this.#tools.set(telId, display);
  }

  giveUp(display: CameraDisplayTools): void {
    for (const [telId, shown] of this.#tools) if (shown === display) this.#tools.delete(telId);
  }
}
