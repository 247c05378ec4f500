"""Trains forests of scikit-learn on made-up samples and hands back the samples and what the forests say.

Arguments: output folder.
"""

import sys

import numpy as np
from exchange import write
from sklearn.ensemble import (
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.metrics import r2_score, roc_auc_score

folder = sys.argv[1]
rng = np.random.default_rng(20261120)
n_train, n_test, n_features, n_trees, n_seeds = 20000, 20000, 8, 20, 5


def samples(n):
    x = rng.lognormal(size=(n, n_features)).astype("f4")
    x[:, 1] = rng.normal(size=n)
    x[:, 2] = np.round(x[:, 2], 1)
    y = np.log(x[:, 0] + 0.1) + np.sin(3 * x[:, 1]) + 0.2 * x[:, 2] * np.sqrt(x[:, 3])
    return x, y + 0.3 * rng.normal(size=n)


x, y = samples(n_train)
x_test, y_test = samples(n_test)
label, label_test = y > 1.0, y_test > 1.0
common = {"n_estimators": n_trees, "max_depth": 30, "n_jobs": -1}
scores = {"regression": [], "extra": [], "classification": []}
for seed in range(n_seeds):
    model = RandomForestRegressor(**common, random_state=seed).fit(x, y)
    scores["regression"].append(r2_score(y_test, model.predict(x_test)))
    importance = model.feature_importances_
    model = ExtraTreesRegressor(**common, random_state=seed).fit(x, y)
    scores["extra"].append(r2_score(y_test, model.predict(x_test)))
    model = RandomForestClassifier(**common, min_samples_leaf=5, random_state=seed)
    chance = model.fit(x, label).predict_proba(x_test)[:, 1]
    scores["classification"].append(roc_auc_score(label_test, chance))

arrays = {
    "x": np.ascontiguousarray(x.T),
    "x_test": np.ascontiguousarray(x_test.T),
    "y": y,
    "y_test": y_test,
    "label": label.astype("f8"),
    "label_test": label_test.astype("f8"),
    "importance": importance,
}
write(folder, arrays, {"scores": scores})
