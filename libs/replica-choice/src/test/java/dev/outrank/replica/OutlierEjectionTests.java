package dev.outrank.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.replica.ReplicaHealth.Standing;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class OutlierEjectionTests {

    private static final Duration SWEEP = Duration.ofMillis(200);

    private final ReplicaFixture fixture = new ReplicaFixture();
    private final ReplicaHealth quick = fixture.replica("quick");
    private final ReplicaHealth odd = fixture.replica("odd");
    private final List<ReplicaHealth> both = List.of(quick, odd);

    @Test
    void ejectsTheSlowOneAndReadmitsItAfterOneGoodCall() {
        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.answers(odd, 10, Duration.ofMillis(50));
        fixture.ejection.sweep(both);

        assertThat(odd.standing()).isEqualTo(Standing.EJECTED);
        assertThat(odd.isUsable()).isFalse();

        fixture.pass(Duration.ofSeconds(2));
        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.ejection.sweep(both);
        assertThat(odd.awaitsTrial()).isTrue();

        CallPermission trial = fixture.begin(odd);
        assertThat(odd.isUsable()).isFalse();
        trial.succeeded();
        fixture.ejection.sweep(both);

        assertThat(odd.standing()).isEqualTo(Standing.SERVING);
        assertThat(fixture.told).containsExactly("-odd", "+odd");
    }

    @Test
    void leavesItAloneForTwiceTheTimeWhenItIsSlowOnTrial() {
        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.answers(odd, 10, Duration.ofMillis(50));
        fixture.ejection.sweep(both);
        fixture.pass(Duration.ofSeconds(2));
        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.ejection.sweep(both);
        fixture.answers(odd, 1, Duration.ofMillis(50));
        fixture.ejection.sweep(both);

        fixture.pass(Duration.ofSeconds(3));
        fixture.ejection.sweep(both);
        assertThat(odd.standing()).isEqualTo(Standing.EJECTED);

        fixture.pass(Duration.ofSeconds(1));
        fixture.ejection.sweep(both);
        assertThat(odd.awaitsTrial()).isTrue();
        assertThat(fixture.told).containsExactly("-odd");
    }

    @Test
    void waitsForTheNextTrialAsLongAsForTheFirstWhenOneIsRefused() {
        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.answers(odd, 10, Duration.ofMillis(50));
        fixture.ejection.sweep(both);
        for (int i = 0; i < 3; i++) {
            fixture.pass(Duration.ofSeconds(2));
            fixture.answers(quick, 10, Duration.ofMillis(1));
            fixture.ejection.sweep(both);
            assertThat(odd.awaitsTrial()).isTrue();

            fixture.begin(odd).refused();
            assertThat(odd.awaitsTrial()).isFalse();
            assertThat(odd.isUsable()).isFalse();
            fixture.ejection.sweep(both);
            assertThat(odd.standing()).isEqualTo(Standing.EJECTED);
        }
        assertThat(fixture.told).containsExactly("-odd");
    }

    @Test
    void ejectsOneThatSaysNothingWhileOthersAnswer() {
        for (int i = 0; i < 3; i++) {
            CallPermission owed = fixture.begin(odd);
            fixture.pass(Duration.ofMillis(5));
            owed.overtaken();
        }
        fixture.pass(SWEEP);
        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.ejection.sweep(both);

        assertThat(odd.standing()).isEqualTo(Standing.EJECTED);
    }

    @Test
    void costsWhatItsTrialTookOnceItIsReadmittedHoweverLongItHadKeptCallsWaiting() {
        List<CallPermission> owed = List.of(fixture.begin(odd), fixture.begin(odd), fixture.begin(odd));
        fixture.pass(Duration.ofSeconds(5));
        owed.forEach(call -> call.failed(new TimeoutException()));
        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.ejection.sweep(both);
        assertThat(odd.standing()).isEqualTo(Standing.EJECTED);

        fixture.pass(Duration.ofSeconds(2));
        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.ejection.sweep(both);
        fixture.answers(odd, 1, Duration.ofMillis(1));
        fixture.ejection.sweep(both);
        assertThat(odd.standing()).isEqualTo(Standing.SERVING);

        fixture.begin(quick);
        assertThat(TwoChoices.choose(both, new SplittableRandom(1))).isSameAs(odd);
    }

    @Test
    void ejectsOneThatKeepsASingleCallWaitingAndSaysSoBefore() {
        fixture.begin(odd);
        fixture.pass(SWEEP);
        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.ejection.sweep(both);

        assertThat(fixture.told).containsExactly("?odd", "-odd");
    }

    @Test
    void ejectsNobodyWhenAllAreSilentOrAllAreSlow() {
        for (ReplicaHealth replica : both) {
            fixture.answers(replica, 10, Duration.ofMillis(50));
            for (int i = 0; i < 3; i++) {
                fixture.begin(replica);
            }
        }
        fixture.pass(Duration.ofSeconds(1));
        fixture.ejection.sweep(both);

        assertThat(both).allMatch(ReplicaHealth::isUsable);
    }

    @Test
    void ejectsNeitherOneThatIsAloneNorMoreThanItsShare() {
        ReplicaHealth slow = fixture.replica("slow");
        fixture.answers(odd, 10, Duration.ofMillis(50));
        fixture.ejection.sweep(List.of(odd));
        assertThat(odd.isUsable()).isTrue();

        fixture.answers(quick, 10, Duration.ofMillis(1));
        fixture.answers(slow, 10, Duration.ofMillis(500));
        List<ReplicaHealth> three = List.of(quick, odd, slow);
        fixture.ejection.sweep(three);

        assertThat(three.stream().filter(ReplicaHealth::isUsable)).hasSize(2);
    }

    @Test
    void takesNoMedianOfMicrosecondsForSlow() {
        fixture.answers(quick, 10, Duration.ofNanos(200_000));
        fixture.answers(odd, 10, Duration.ofMillis(2));
        fixture.ejection.sweep(both);

        assertThat(odd.isUsable()).isTrue();
    }

    @Test
    void forgetsCallsAfterTenSweepsButNotHowLongTheyTook() {
        fixture.answers(quick, 100, Duration.ofMillis(3));
        fixture.ejection.sweep(both);
        assertThat(quick.p95Nanos()).isBetween(2_800_000L, 3_200_000L);

        for (int i = 0; i < 10; i++) {
            fixture.ejection.sweep(both);
        }

        assertThat(quick.percentiles().calls()).isZero();
        assertThat(quick.p95Nanos()).isPositive();
    }
}
