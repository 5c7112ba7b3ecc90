package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.BundleException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Versions that cannot be loaded, on a clock that the test turns. */
final class LoadFailureTests {

    private static final WantedVersion BAD = wanted("bad");
    private static final WantedVersion GOOD = wanted("good");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final AtomicInteger attempts = new AtomicInteger();
    private final List<String> others = new ArrayList<>();

    private static WantedVersion wanted(String version) {
        return new WantedVersion(new VersionKey("clicks", version), URI.create("file:///packed"), "f");
    }

    private ShardCatalog failingOn(Throwable failure) {
        return ShardCatalogs.telling(
                version -> {
                    if (!version.equals(BAD)) {
                        others.add(version.key().version());
                        return;
                    }
                    attempts.incrementAndGet();
                    sneak(failure);
                },
                nanos::get);
    }

    private static void sneak(Throwable failure) {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalArgumentException(failure);
        }
    }

    @Test
    void takesAnErrorForAFailureOfThatVersionOnly() {
        try (ShardCatalog catalog = failingOn(new InternalError("a fault occurred in an unsafe memory access"))) {
            catalog.apply(1, List.of(BAD, GOOD));

            assertThat(catalog.applied()).isTrue();
            assertThat(others).containsExactly("good");
            assertThat(catalog.failed())
                    .extracting(FailedVersion::key, FailedVersion::reason)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(
                            BAD.key(), "java.lang.InternalError: a fault occurred in an unsafe memory access"));
        }
    }

    @Test
    void triesAFailedVersionAgainAfterPausesThatDouble() {
        try (ShardCatalog catalog = failingOn(new BundleException("rows: damaged"))) {
            catalog.apply(1, List.of(BAD));
            for (int pauseSeconds : new int[] {10, 20, 40, 80, 160, 320, 600, 600}) {
                int before = attempts.get();
                nanos.addAndGet(Duration.ofSeconds(pauseSeconds).toNanos() - 1);
                assertThat(catalog.isRetryDue()).isFalse();
                catalog.apply(1, List.of(BAD));
                assertThat(attempts).hasValue(before);
                assertThat(catalog.failed()).hasSize(1);

                nanos.incrementAndGet();
                assertThat(catalog.isRetryDue()).isTrue();
                catalog.apply(1, List.of(BAD));
                assertThat(attempts).hasValue(before + 1);
            }
        }
    }

    @Test
    void readsNothingAgainWhenNewSnapshotsCome() {
        try (ShardCatalog catalog = failingOn(new BundleException("rows: damaged"))) {
            for (int revision = 0; revision < 100; revision++) {
                catalog.apply(1, List.of(BAD, wanted("v" + revision)));
            }
            assertThat(attempts).hasValue(1);
        }
    }

    @Test
    void triesAtOnceWhatIsRegisteredAnew() {
        try (ShardCatalog catalog = failingOn(new BundleException("rows: damaged"))) {
            catalog.apply(1, List.of(BAD));
            catalog.apply(1, List.of());
            catalog.apply(1, List.of(BAD));

            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    void refusesPausesThatMakeNoSense() {
        assertThatThrownBy(() -> new LoadRetries(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessage("load-retry-interval: PT0S (expected: more than zero)");
        assertThatThrownBy(() -> new LoadRetries(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageStartingWith("load-retry-max-interval: PT1S (expected: at least PT2S");
    }
}
