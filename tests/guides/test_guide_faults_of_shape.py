"""A fault planted in the graph of the real guide is caught by its rule, and told."""

from tests.guides.voksen import proof, raw, rules_broken


def test_the_guide_itself_breaks_no_rule() -> None:
    assert proof(raw()).findings == ()


def test_a_start_that_does_not_exist() -> None:
    data = raw()
    data["start"] = "nowhere"
    assert "start" in rules_broken(data)


def test_a_way_to_a_step_that_does_not_exist() -> None:
    data = raw()
    data["steps"]["avert"]["next"] = "suspekted"
    found = proof(data).findings
    assert [one.rule for one in found if "suspekted" in one.message] == ["unknown-step"]


def test_a_step_that_nobody_reaches() -> None:
    data = raw()
    data["steps"]["offence"]["answers"][1]["next"] = "suspected"
    found = [one for one in proof(data).findings if one.rule == "unreachable"]
    assert [one.location for one in found] == [("steps", "ask_police")]


def test_a_loop_is_named_step_by_step_and_does_not_hang_the_check() -> None:
    data = raw()
    data["steps"]["share"]["next"] = "danger"
    found = [one for one in proof(data).findings if one.rule == "loop"]
    assert "danger -> share -> danger" in found[0].message


def test_an_act_that_leads_nowhere() -> None:
    data = raw()
    del data["steps"]["share"]["next"]
    found = [one for one in proof(data).findings if one.rule == "dead-end"]
    assert {one.location for one in found} == {("steps", "share")}
    assert any("danger=danger_to_health" in one.path for one in found)


def test_a_question_with_one_answer() -> None:
    data = raw()
    del data["steps"]["target"]["answers"][1]
    assert "dead-end" in rules_broken(data)


def test_an_outcome_that_leads_on() -> None:
    data = raw()
    data["steps"]["outcome_staff"]["next"] = "wish"
    assert "dead-end" in rules_broken(data)


def test_a_step_without_a_lane() -> None:
    data = raw()
    del data["steps"]["share"]["lane"]
    found = [one for one in proof(data).findings if one.rule == "lane"]
    assert "'share' does not say who acts" in found[0].message


def test_an_outcome_with_two_primary_acts() -> None:
    data = raw()
    data["steps"]["outcome_staff"]["acts"][1]["primary"] = True
    assert "one-primary-act" in rules_broken(data)


def test_an_outcome_without_a_primary_act() -> None:
    data = raw()
    data["steps"]["outcome_staff"]["acts"][0]["primary"] = False
    assert "one-primary-act" in rules_broken(data)


def test_two_answers_of_one_id() -> None:
    data = raw()
    data["steps"]["wish"]["answers"][1]["id"] = "agrees"
    assert "same-answer" in rules_broken(data)


def test_an_eighth_question() -> None:
    data = raw()
    extra = {**raw()["steps"]["target"], "asks": None}
    data["steps"]["eighth"] = extra
    data["steps"]["target"] = {
        **data["steps"]["target"],
        "answers": [{**answer, "next": "eighth"} for answer in extra["answers"]],
    }
    found = [one for one in proof(data).findings if one.rule == "seven-questions"]
    assert len(found) == 1
    assert found[0].path.count("=") == 8


def test_more_paths_than_can_be_walked_is_said_and_not_tried() -> None:
    data = raw()
    answers = data["steps"]["acute"]["answers"]
    question = data["steps"]["acute"]
    for number in range(18):
        following = f"q{number + 1}" if number < 17 else "children"
        both = [{**answer, "facts": [], "next": following} for answer in answers]
        data["steps"][f"q{number}"] = {**question, "answers": both}
    data["start"] = "q0"
    assert "path-count" in rules_broken(data)
