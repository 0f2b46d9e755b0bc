"""A hundred simulated learners, and how long it takes to choose a question and to keep an answer.

Each learner practises lesson 01, twelve questions a day, until every skill is solid. The good one knows
nearly everything and says so; the forgetful one knows less with every day since a skill was last seen; the
mistaken one knows as much as the good one, but leaves out the inner derivative wherever there is one, until
the review names that rule's section and it is read. Questions, wrong answers and their diagnoses are real.
Run from the root of the project: python -m bench.learners (with a number: so many learners of all kinds).
"""

import os
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from lessons_lib.drills.review import Review
from lessons_lib.drills.skills import skill_named
from lessons_lib.drills.skills._replaying import known_mistakes
from lessons_lib.progress import Attempt, Progress

LESSON, A_DAY, MOST_DAYS = "derivatives", 12, 90
MISTAKE, RULE = "inner derivative missing", "chain rule"
START = datetime(2026, 1, 1, 17, tzinfo=UTC)
MANY = 10_000
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@cache
def slips(skill, level, seed):
    """Return the wrong answers to a question, each with the tags that the checker gives it."""
    exercise = skill_named(skill).exercise(level, seed)
    wrong = [each.answer for each in exercise.wrongs]
    if exercise.problem is not None:
        wrong += [known.answer for known in known_mistakes(exercise.problem, exercise.answer)]
    found = {answer: exercise.check(answer) for answer in wrong}
    return {
        answer: tuple(each.tag for each in said.diagnoses)
        for answer, said in found.items()
        if not said.accepted
    }


class Learner:
    """Someone with a clock, a memory, and habits."""

    def __init__(self, kind, number, folder):
        self.kind, self.chance, self.now = kind, random.Random(f"{kind} {number}"), START
        self.progress = Progress(folder / f"{kind} {number}", lambda: self.now)
        self.review = Review(self.progress)
        self.seen, self.answers, self.days, self.told = {}, 0, 0, None

    def learn(self):
        """Practise day after day until all is solid."""
        while not self.is_done() and self.days < MOST_DAYS:
            self.sit()
            self.days += 1
            self.now = START + timedelta(days=self.days)
        return self

    def is_done(self):
        mine = [each for each in self.review.mastery().values() if each.lesson == LESSON]
        return all(each.share == 1 for each in mine)

    def sit(self):
        done = []
        for _ in range(A_DAY):
            question = self.review.next_question(done, lesson=LESSON)
            self.answer(question.skill, question.level, question.seed)
            done.append(question.skill)
            self.now += timedelta(minutes=1)
        if self.told is None and any(advice.skill == RULE for advice in self.review.advice()):
            self.told = self.answers

    def answer(self, skill, level, seed):
        """Answer as this kind of learner does."""
        known = slips(skill, level, seed)
        own = [answer for answer, tags in known.items() if tags[:1] == (MISTAKE,)]
        said = self.chance.choice(own) if own and self.errs() else self.usual(skill, known)
        outcome = "right" if said == "" else "wrong"
        rating = "solid" if outcome == "right" and self.kind != "forgetful" and level > 1 else ""
        self.progress.attempt(skill, level, seed, said, outcome, tags=known.get(said, ()), rating=rating)
        self.seen[skill], self.answers = self.now, self.answers + 1

    def errs(self):
        return self.kind == "mistaken" and self.chance.random() < (0.95 if self.told is None else 0.1)

    def usual(self, skill, known):
        """Return "" for the right answer, or any wrong one."""
        knows = self.chance.random() < self.knowledge(skill)
        return "" if knows or not known else self.chance.choice(sorted(known))

    def knowledge(self, skill):
        if self.kind != "forgetful":
            return 0.96
        days = (self.now - self.seen.get(skill, self.now - timedelta(days=3))).total_seconds() / 86400
        return 0.45 + 0.45 * 2 ** (-days / 2)


def column(values):
    """Return the middle and the range of some numbers."""
    ranked = sorted(values)
    return f"{statistics.median(ranked):>6.0f} ({ranked[0]}-{ranked[-1]})" if ranked else "-"


def line(kind, people):
    told = [each.told for each in people if each.told is not None]
    wrong = [sum(a.outcome == "wrong" for a in each.progress.attempts()) for each in people]
    finished = sum(each.is_done() for each in people)
    parts = [column([each.answers for each in people]), column([each.days for each in people]), column(wrong)]
    shown = f"{len(told)} of {len(people)}"
    middle = "".join(f"{part:>18}" for part in parts)
    return f"{kind:<12}{finished:>4} of {len(people):<6}{middle}{shown:>14}   {column(told)}"


def report_learners(count):
    heads = "".join(f"{head:>18}" for head in ("answers", "days", "wrong answers"))
    print(f"\n{'learner':<12}{'all solid':>10}   {heads}{'told rule':>14}   after answers")
    kinds = ("good", "forgetful", "mistaken")
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        for place, kind in enumerate(kinds):
            numbers = range(place, count, len(kinds))
            print(line(kind, [Learner(kind, number, Path(folder)).learn() for number in numbers]), flush=True)


def milliseconds(work, rounds=1):
    """Return the middle and the longest time of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - start))
    return f"{statistics.median(times):>10.1f}{max(times):>10.1f}"


def past(names):
    """Return ten thousand attempts over two years, twenty in a sitting."""
    chance, step = random.Random(0), timedelta(hours=1.75)
    return [
        Attempt(
            chance.choice(names), chance.randint(1, 3), chance.randrange(200), "2x",
            "right" if chance.random() < 0.8 else "wrong", (), "", str(number // 20), START + number * step,
        )
        for number in range(MANY)
    ]  # fmt: skip


def report_times():
    with tempfile.TemporaryDirectory() as folder:
        now = START + timedelta(days=731)
        progress = Progress(Path(folder), lambda: now)
        names = list(Review().known())
        progress.take_in((), past(names))
        print(f"\n{f'with {MANY} attempts, in ms':<44}{'middle':>10}{'longest':>10}")
        print(f"{'choosing, once after an import':<44}{milliseconds(Review(progress).next_question)}")
        keep = lambda: progress.attempt(names[0], 1, 1, "2x", "right")  # noqa: E731
        print(f"{'keeping an answer, on disk':<44}{milliseconds(keep, 40)}")
        fresh = lambda: Review(Progress(Path(folder), lambda: now)).next_question()  # noqa: E731
        print(f"{'choosing, in a new kernel':<44}{milliseconds(fresh, 40)}")
        print(f"{'choosing, in the same kernel':<44}{milliseconds(Review(progress).next_question, 40)}")


if __name__ == "__main__":
    report_learners(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    report_times()
