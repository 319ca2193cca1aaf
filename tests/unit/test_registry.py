"""Looking a part up by name, and the tree of errors."""

import pytest

from eventstudy import errors
from eventstudy.models import MODELS, normal_return_model
from eventstudy.registry import lookup

TABLE = {"bmp": 1, "patell": 2}


def test_a_key_is_found():
    assert lookup(TABLE, "patell") == 2


def test_a_near_miss_is_suggested_and_all_names_are_listed():
    with pytest.raises(errors.UnknownNameError) as caught:
        lookup(TABLE, "patel", kind="test")
    assert str(caught.value) == "unknown test 'patel'. Did you mean 'patell'? Known: bmp, patell."


def test_a_name_like_none_gets_no_suggestion():
    with pytest.raises(errors.UnknownNameError, match=r"unknown name 'zzz'\. Known: bmp, patell\."):
        lookup(TABLE, "zzz")


@pytest.mark.parametrize("name", sorted(MODELS))
def test_models_are_found_by_name(name):
    assert normal_return_model(name) is MODELS[name].model


def test_a_model_object_is_taken_as_it_is():
    model = MODELS["market"].model
    assert normal_return_model(model) is model


@pytest.mark.parametrize(
    ("error", "parents"),
    [
        (errors.UnknownNameError, (errors.InputError, KeyError)),
        (errors.WindowError, (errors.InputError, ValueError)),
        (errors.ForbiddenTestError, (errors.InputError,)),
        (errors.NoEventsError, (errors.DataError,)),
        (errors.PriceSourceError, (errors.DataError,)),
        (errors.TooFewEventsError, (errors.EventStudyError, ValueError)),
    ],
)
def test_every_error_is_one_of_ours(error, parents):
    assert issubclass(error, errors.EventStudyError)
    assert all(issubclass(error, parent) for parent in parents)


def test_input_and_data_errors_are_apart():
    assert not issubclass(errors.InputError, errors.DataError)
    assert not issubclass(errors.DataError, errors.InputError)
