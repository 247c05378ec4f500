import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { OwnFileQuestion } from './file-question.ts';

interface OpenFileQuestion {
  readonly question: OwnFileQuestion;
  /** Nothing when the user thought better of it. */
  readonly answer: (paths: readonly string[]) => void;
}

/** The question for files that is asked now; shown by `FileDialog.vue`. */
export const useFileQuestions = defineStore('file-questions', () => {
  const current = shallowRef<OpenFileQuestion>();
  /** Where the last file was chosen. */
  const lastFolder = shallowRef<string | null>(null);

  /** Asks; a question that was still open counts as not answered. */
  function ask(question: OwnFileQuestion): Promise<readonly string[]> {
    current.value?.answer([]);
    return new Promise((resolve) => {
      current.value = {
        question,
        answer: (paths) => {
          current.value = undefined;
          resolve(paths);
        },
      };
    });
  }

  return { current, lastFolder, ask };
});
