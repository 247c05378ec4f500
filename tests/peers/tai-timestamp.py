"""Time stamps as ctapipe makes them from UNIX times and nanoseconds after them.

Arguments: output folder, number of random times.
"""

import sys
import warnings

import numpy as np
from astropy.time import Time
from ctapipe.io.simteleventsource import NANOSECONDS_PER_DAY, parse_simtel_time
from ctapipe.time import time_to_ctao_high_res
from exchange import write

warnings.simplefilter("ignore")
random = np.random.default_rng(1)
n = int(sys.argv[2])
leaps = [78796799, 78796800, 94694399, 1136073599, 1136073600, 1483228799, 1483228800]
special = [0, 1, 86399, 86400, 43200, 63071999, 63072000, 2**31 - 1] + leaps
seconds = np.concatenate([special, random.integers(0, 2**31, n)]).astype(np.int32)
nanoseconds = random.integers(0, 10**9, len(seconds)).astype(np.int32)
nanoseconds[:4] = (0, 0, 999999999, 0)
later = (random.uniform(-1, 1, len(seconds)) * 10 ** random.uniform(-1, 6, len(seconds))).astype(
    np.float32
)
central, telescope = [], []
for second, nanosecond, offset in zip(seconds.tolist(), nanoseconds.tolist(), later):
    time = parse_simtel_time((second, nanosecond))
    central.append(time_to_ctao_high_res(time))
    time = Time(
        time.jd1, time.jd2 + offset / NANOSECONDS_PER_DAY, scale=time.scale, format="jd"
    )
    telescope.append(time_to_ctao_high_res(time))
write(
    sys.argv[1],
    {
        "seconds": seconds,
        "nanoseconds": nanoseconds,
        "later": later,
        "central": np.array(central),
        "telescope": np.array(telescope),
    },
)
