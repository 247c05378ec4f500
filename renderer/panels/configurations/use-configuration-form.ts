import { computed, onScopeDispose } from 'vue';
import { useEngine } from '../../engine/engine-link.ts';
import { useLatestRequest } from '../../engine/use-latest-request.ts';
import { formFromSchema, type JsonSchema } from '../../forms/form-from-schema.ts';

/** Types that are met most, for catalogues without runs. */
const usualTypes = [
  'LST_LST_LSTCam',
  'MST_MST_NectarCam',
  'MST_MST_FlashCam',
  'SST_ASTRI_ASTRICam',
  'LST_MAGIC_MAGICCam',
];

/** The form of configurations, and the telescope types that rules can be for: those of the catalogue first. */
export function useConfigurationForm() {
  const engine = useEngine();
  const schema = useLatestRequest('configurations.schema');
  const runs = useLatestRequest('runs.list');
  onScopeDispose(
    engine.onReady(() => {
      void schema.ask({});
      void runs.ask({ limit: 200 });
    }),
  );
  const form = computed(() =>
    schema.result.value === undefined
      ? undefined
      : formFromSchema(schema.result.value as JsonSchema),
  );
  const telescopeTypes = computed(() => {
    const known = (runs.result.value?.rows ?? []).flatMap(({ telescopes }) =>
      telescopes.flatMap(({ type }) => (type === null ? [] : [type])),
    );
    return [...new Set([...known.sort(), ...usualTypes])];
  });
  return { form, telescopeTypes };
}
