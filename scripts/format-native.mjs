// Formats the C++ sources with clang-format, or checks them with --check. Where clang-format is not
// installed it says so in one line and changes nothing.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const files = globSync('native/**/*.{h,cc}');
const check = process.argv.includes('--check');
const result = spawnSync(
  'clang-format',
  [...(check ? ['--dry-run', '--Werror'] : ['-i']), ...files],
  {
    stdio: 'inherit',
  },
);
if (result.error) {
  process.stderr.write('clang-format is not installed: the C++ sources were not looked at.\n');
} else {
  process.exit(result.status ?? 1);
}
