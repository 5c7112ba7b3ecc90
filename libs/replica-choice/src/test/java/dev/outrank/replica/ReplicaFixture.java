package dev.outrank.replica;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Replicas under a clock that the test moves. */
final class ReplicaFixture {

    static final long MINUTE = Duration.ofMinutes(1).toNanos();

    final AtomicLong nanos = new AtomicLong(1_000_000_000L);
    final List<String> told = new ArrayList<>();
    private final ReplicaBreakers breakers =
            new ReplicaBreakers(new BreakerSettings(20, 10, 50, Duration.ofSeconds(1)));
    private final EjectionSettings settings = new EjectionSettings(
            3, Duration.ofMillis(10), 5, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(10), 50);
    final OutlierEjection ejection = new OutlierEjection(
            settings,
            new OutlierEjection.Listener() {
                @Override
                public void ejected(ReplicaHealth replica, String why) {
                    told.add("-" + replica.name());
                }

                @Override
                public void silent(ReplicaHealth replica) {
                    told.add("?" + replica.name());
                }

                @Override
                public void readmitted(ReplicaHealth replica) {
                    told.add("+" + replica.name());
                }
            },
            nanos::get);

    ReplicaHealth replica(String name) {
        return new ReplicaHealth(name, breakers.breaker(name), nanos::get);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    CallPermission begin(ReplicaHealth replica) {
        return requireNonNull(replica.tryBegin(MINUTE));
    }

    /** Answers as many calls in turn, and gives the clock back the time that they took. */
    void answers(ReplicaHealth replica, int calls, Duration each) {
        for (int i = 0; i < calls; i++) {
            CallPermission call = begin(replica);
            pass(each);
            call.succeeded();
        }
    }
}
