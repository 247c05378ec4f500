/** Property tests draw the same cases in every run: a failure is found again, and none comes by luck. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 20261120 });
