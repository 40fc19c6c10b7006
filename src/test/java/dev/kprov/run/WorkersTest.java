package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.RunFailure;
import dev.kprov.wire.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final Cancellation cancellation = new Cancellation();

  private void askToEnd() {
    cancellation.ask(Cancellation.Cause.INTERRUPT);
  }

  @Test
  void resultsStandInTheOrderOfTheInputs() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    try (Workers workers = new Workers(2, cancellation)) {
      List<Integer> doubled =
          workers.each(
              List.of(1, 2),
              number -> {
                if (number == 1) {
                  second.await();
                } else {
                  second.countDown();
                }
                return 2 * number;
              });
      assertThat(doubled).containsExactly(2, 4);
    }
  }

  @Test
  void whoWaitsForHostsLendsItsPlaceAndGetsItBack() throws Exception {
    CountDownLatch worked = new CountDownLatch(20);
    AtomicInteger at = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Workers workers = new Workers(2, cancellation)) {
      workers.each(
          Stream.concat(Stream.of("dead", "dead"), Stream.generate(() -> "live").limit(20))
              .toList(),
          name -> {
            if (name.equals("dead")) {
              Waiting waiting = workers.lending();
              waiting.begins();
              worked.await();
              waiting.ends();
            }
            worked.countDown();
            return name;
          });
      workers.each(
          Stream.generate(() -> "again").limit(20).toList(),
          name -> {
            most.accumulateAndGet(at.incrementAndGet(), Math::max);
            Thread.sleep(Duration.ofMillis(10));
            return at.decrementAndGet();
          });
    }
    assertThat(most).hasValue(2);
  }

  @Test
  void whatIsUnderWayMayEndWithinTheGraceAndNothingElseIsBegun() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    try (Workers workers = new Workers(1, cancellation)) {
      List<Workers.Fate<String>> fates =
          fates(
              workers,
              List.of("first", "second", "third"),
              LONG,
              waiting::countDown,
              name -> {
                if (name.equals("second")) {
                  askToEnd();
                  waiting.await();
                }
                return name;
              });
      assertThat(fates)
          .containsExactly(
              new Workers.Fate.Done<>("first"),
              new Workers.Fate.Done<>("second"),
              new Workers.Fate.NotBegun<>());
    }
  }

  @Test
  void whatDoesNotEndWithinTheGraceIsInterruptedAndTheResultsOfOthersAreKept() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (Workers workers = new Workers(2, cancellation)) {
      List<Workers.Fate<String>> fates =
          fates(
              workers,
              List.of("stuck", "done"),
              Duration.ofMillis(200),
              () -> {},
              name -> {
                if (name.equals("done")) {
                  done.countDown();
                  return name;
                }
                done.await();
                askToEnd();
                new CountDownLatch(1).await();
                return name;
              });
      assertThat(fates)
          .containsExactly(new Workers.Fate.CutOff<>(), new Workers.Fate.Done<>("done"));
    }
  }

  @Test
  void whatStandsBehindAStuckOneIsNotBegunRatherThanCutOff() throws Exception {
    try (Workers workers = new Workers(1, cancellation)) {
      List<Workers.Fate<String>> fates =
          fates(
              workers,
              List.of("stuck", "behind"),
              Duration.ZERO,
              () -> {},
              name -> {
                askToEnd();
                new CountDownLatch(1).await();
                return name;
              });
      assertThat(fates).containsExactly(new Workers.Fate.CutOff<>(), new Workers.Fate.NotBegun<>());
    }
  }

  @Test
  void aBugInOnePieceOfWorkLeavesTheOthers() throws Exception {
    IllegalStateException bug = new IllegalStateException();
    try (Workers workers = new Workers(1, cancellation)) {
      List<Workers.Fate<String>> fates =
          fates(
              workers,
              List.of("bad", "good"),
              LONG,
              () -> {},
              name -> {
                if (name.equals("bad")) {
                  throw bug;
                }
                return name;
              });
      assertThat(fates)
          .containsExactly(new Workers.Fate.Broken<>(bug), new Workers.Fate.Done<>("good"));
    }
  }

  @Test
  void whereAllIsNeededAWishToEndEndsIt() {
    try (Workers workers = new Workers(1, cancellation)) {
      askToEnd();
      assertThatThrownBy(() -> workers.each(List.of(1), number -> number))
          .isInstanceOfSatisfying(
              RunFailure.class, f -> assertThat(f.kind()).isEqualTo(RunFailure.Kind.INTERRUPTED));
    }
  }

  @Test
  void whereAllIsNeededABugIsABug() {
    try (Workers workers = new Workers(1, cancellation)) {
      assertThatThrownBy(() -> workers.each(List.of(0), number -> 1 / number))
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(ArithmeticException.class);
    }
  }

  @Test
  void onlyTheFirstWishCounts() {
    assertThat(cancellation.ask(Cancellation.Cause.TERMINATION)).isTrue();
    assertThat(cancellation.ask(Cancellation.Cause.INTERRUPT)).isFalse();
    assertThat(cancellation.cause()).contains(Cancellation.Cause.TERMINATION);
  }

  private static List<Workers.Fate<String>> fates(
      Workers workers,
      List<String> inputs,
      Duration grace,
      Runnable waiting,
      Workers.Task<String, String> task)
      throws InterruptedException {
    Workers.Batch<String, String> batch = workers.batch(task);
    inputs.forEach(batch::begin);
    return batch.end(grace, waiting);
  }
}
