package dev.outrank.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplicaHealthTests {

    private final ReplicaFixture fixture = new ReplicaFixture();
    private final ReplicaHealth replica = fixture.replica("a");

    @Test
    void countsCallsUnderWayUntilEachEndsOnce() {
        CallPermission first = fixture.begin(replica);
        fixture.begin(replica);

        first.succeeded();
        first.failed(new IllegalStateException("late"));
        first.released();

        assertThat(replica.outstanding()).isEqualTo(1);
    }

    @Test
    void costsMoreTheMoreCallsAreUnderWayAndTheSlowerTheyAre() {
        ReplicaHealth slow = fixture.replica("slow");
        fixture.answers(replica, 5, Duration.ofMillis(1));
        fixture.answers(slow, 5, Duration.ofMillis(20));

        assertThat(slow.cost()).isGreaterThan(replica.cost());

        double idle = replica.cost();
        fixture.begin(replica);
        assertThat(replica.cost()).isGreaterThan(1.9 * idle);
    }

    @Test
    void forgetsThatItWasSlowWithTime() {
        fixture.answers(replica, 5, Duration.ofMillis(50));
        double before = replica.cost();

        fixture.pass(Duration.ofSeconds(10));

        assertThat(replica.cost()).isLessThan(before / 50);
    }

    @Test
    void becomesDearByFailingOrRefusingHoweverQuickly() {
        fixture.answers(replica, 5, Duration.ofMillis(1));
        double before = replica.cost();

        fixture.begin(replica).rejected();
        assertThat(replica.cost()).isEqualTo(before);

        fixture.begin(replica).refused();
        assertThat(replica.cost()).isGreaterThan(10 * before);

        fixture.pass(Duration.ofSeconds(10));
        fixture.begin(replica).failed(new IllegalStateException("refused"));
        assertThat(replica.cost()).isGreaterThan(10 * before);
    }

    @Test
    void costsWhatItOwesWhenItIsSilent() {
        fixture.answers(replica, 5, Duration.ofMillis(1));
        List<CallPermission> owed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            owed.add(fixture.begin(replica));
        }
        fixture.pass(Duration.ofMillis(100));

        assertThat(replica.cost()).isGreaterThanOrEqualTo(4 * 100e6);

        owed.forEach(CallPermission::succeeded);
        assertThat(replica.silenceNanos(fixture.nanos.get())).isZero();
    }

    @Test
    void opensItsBreakerAfterFailuresAndClosesItAfterOneGoodTrial() {
        for (int i = 0; i < 10; i++) {
            fixture.begin(replica).failed(new IllegalStateException("gone"));
        }

        assertThat(replica.breakerState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(replica.tryBegin(ReplicaFixture.MINUTE)).isNull();
        assertThat(replica.outstanding()).isZero();
    }

    @Test
    void blamesNobodyForACallerInAHurry() {
        for (int i = 0; i < 20; i++) {
            CallPermission call = java.util.Objects.requireNonNull(
                    replica.tryBegin(Duration.ofMillis(20).toNanos()));
            fixture.pass(Duration.ofMillis(20));
            call.abandoned();
        }

        assertThat(replica.breakerState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void blamesTheReplicaThatHadAFairTimeAndNearlyAllThereWas() {
        for (int i = 0; i < 10; i++) {
            CallPermission call = java.util.Objects.requireNonNull(
                    replica.tryBegin(Duration.ofMillis(200).toNanos()));
            fixture.pass(Duration.ofMillis(190));
            call.abandoned();
        }

        assertThat(replica.breakerState()).isEqualTo(CircuitBreaker.State.OPEN);
    }
}
