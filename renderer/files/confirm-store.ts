import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** Something the user must agree to before it is done. */
export interface Confirmation {
  readonly title: string;
  /** What will happen, and whether it can be taken back. */
  readonly text: string;
  /** The verb of what is done: `Delete`, `Overwrite`. */
  readonly confirmLabel: string;
  /** Whether something is lost by it. */
  readonly danger?: boolean;
}

interface OpenConfirmation extends Confirmation {
  readonly answer: (isAgreed: boolean) => void;
}

/** The question that is asked now; shown by `ConfirmDialog.vue`. */
export const useConfirmations = defineStore('confirmations', () => {
  const current = shallowRef<OpenConfirmation>();

  /** Asks; a question that was still open counts as refused. */
  function ask(confirmation: Confirmation): Promise<boolean> {
    current.value?.answer(false);
    return new Promise((resolve) => {
      current.value = {
        ...confirmation,
        answer: (isAgreed) => {
          current.value = undefined;
          resolve(isAgreed);
        },
      };
    });
  }

  return { current, ask };
});
