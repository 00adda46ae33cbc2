"""An upload's answer says how the table was read; a refused one says why in both languages."""

from __future__ import annotations

from tests.support.inside import TestClient

API = "/api/v1"


def test_the_answer_tells_words_and_what_was_left_out_or_shifted(client: TestClient) -> None:
    rows = "".join(f"{20240101 + i},{'cat' if i % 2 else 'dog'},{i},said w{i}\n" for i in range(12))
    answer = client.post(f"{API}/datasets", files={"file": ("t.csv", "day,kind,y,remark\n" + rows)})
    assert answer.status_code == 201, answer.text
    table = answer.json()
    assert table["columns"] == ["day - 20240101", "kind", "y"]
    assert table["words"] == {"kind": ["cat", "dog"]}
    assert len(table["notes"]) == 3
    assert all(note["en"] and note["zh"] for note in table["notes"])
    (listed,) = [found for found in client.get(f"{API}/datasets").json() if found["id"] == table["id"]]
    assert listed["words"] == table["words"]
    data = {"kind": "table", "table": table["id"], "x": "day - 20240101", "y": "y"}
    run = client.post(f"{API}/runs", json={"lab": "linear-regression", "params": {"data": data}, "play": False})
    assert run.status_code == 201, run.text


def test_a_refused_cell_is_placed_in_both_languages(client: TestClient) -> None:
    answer = client.post(f"{API}/datasets", files={"file": ("t.csv", "x,y\n1,2\n10%,3\n")})
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["message"] == {
        "en": problem["detail"],
        "zh": "第 3 行，列“x”：“10%”含有“%”，不是数；文字须以字母开头",
    }
    (error,) = problem["errors"]
    assert (error["field"], error["value"]) == ("file.line 3.x", "10%")
    assert error["message"] == problem["message"]


def test_vectors_texts_and_pairs_are_kept_and_listed(client: TestClient) -> None:
    sent = {
        "vectors": ("v.txt", "2 3\ncat 1 2 3\ndog 1 2 4\n", {"words": 2, "width": 3}),
        "text": ("t.txt", "the cat sat on the mat and looked. " * 10, {"words": 80}),
        "pairs": ("p.tsv", "la maison\tthe house\nle chat\tthe cat\n", {"pairs": 2}),
    }
    for kind, (name, content, told) in sent.items():
        answer = client.post(f"{API}/datasets", files={"file": (name, content)})
        assert answer.status_code == 201, answer.text
        upload = answer.json()
        assert upload["kind"] == kind
        assert {field: upload[field] for field in told} == told
        assert all(note["en"] and note["zh"] for note in upload["notes"])
        listed = client.get(f"{API}/datasets").json()
        assert {**upload, "notes": []} in listed
        assert client.delete(f"{API}/datasets/{upload['id']}").status_code == 204


def test_a_refused_vector_is_placed_in_both_languages(client: TestClient) -> None:
    answer = client.post(f"{API}/datasets", files={"file": ("v.txt", "cat 1 2 3\ndog 1 nan 3\n")})
    assert answer.status_code == 422
    problem = answer.json()
    assert "第 2 行" in problem["message"]["zh"]
    (error,) = problem["errors"]
    assert error["field"] == "file.line 2"
    assert "nan of 'dog' is not a finite number up to" in error["detail"]


def test_a_refused_pair_is_placed_in_both_languages(client: TestClient) -> None:
    answer = client.post(f"{API}/datasets", files={"file": ("p.tsv", "a b\tc\nd e\tf\ng\th\ti\n")})
    assert answer.status_code == 422
    problem = answer.json()
    assert "line 3 has 3 columns" in problem["detail"]
    assert "第 3 行" in problem["message"]["zh"]


def test_a_network_is_trained_on_own_pairs(client: TestClient) -> None:
    lines = "".join(f"mot{k} {k}\t{k} word{k}\n" for k in range(40))
    sent = client.post(f"{API}/datasets", files={"file": ("p.tsv", lines)}).json()
    data = {"kind": "own", "file": sent["id"], "cut": "words"}
    wanted = {"lab": "translation", "params": {"data": data, "units": 16, "text": "mot3 3"}, "play": True}
    run = client.post(f"{API}/runs", json=wanted)
    assert run.status_code == 201, run.text
