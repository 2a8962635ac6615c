"""An explanation as a ``shap.Explanation``, so that every shap plot works; needs shap."""

from __future__ import annotations

import numpy as np
import pandas as pd


def as_shap(attribution):
    """Turn an Attribution into shap's form: values, the people's own data as numbers and as is."""
    import shap

    data, beside = attribution.data, attribution.beside
    codes = data.apply(_numbers)
    blank = np.full((len(data), len(beside)), np.nan)
    return shap.Explanation(
        values=attribution.rows.to_numpy(),
        base_values=np.full(len(data), attribution.base),
        data=np.column_stack([codes.to_numpy(dtype=float), blank]),
        display_data=np.column_stack([data.astype(object).to_numpy(), blank.astype(object)]),
        feature_names=[*attribution.columns, *beside],
    )


def _numbers(column: pd.Series) -> pd.Series:
    """Give numbers for a picture's colours: texts and labels become codes, missing ones none."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.astype(float)
    if pd.api.types.is_numeric_dtype(column.dtype):
        return pd.Series(column.to_numpy(dtype=float, na_value=np.nan), index=column.index)
    codes = pd.Series(pd.factorize(column, sort=True)[0], index=column.index, dtype=float)
    return codes.where(codes >= 0)
