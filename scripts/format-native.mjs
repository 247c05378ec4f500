// Formats the C++ sources with clang-format 14 (what Debian 12 has: other versions break lines
// differently), or checks them with --check. Where it is not installed it says so in one line and
// changes nothing, except that a check in CI must not pass unseen.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const wanted = 14;
const program = ['clang-format', `clang-format-${wanted}`].find((name) =>
  spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout?.includes(` version ${wanted}.`),
);
const check = process.argv.includes('--check');
if (program === undefined) {
  process.stderr.write(
    `clang-format ${wanted} is not installed: the C++ sources were not looked at.\n`,
  );
  process.exit(process.env.CI === 'true' && check ? 1 : 0);
}
const files = globSync('native/**/*.{h,cc}');
const result = spawnSync(program, [...(check ? ['--dry-run', '--Werror'] : ['-i']), ...files], {
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
