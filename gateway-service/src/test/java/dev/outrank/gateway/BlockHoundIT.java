package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The guard that the other tests rely on is on duty. */
final class BlockHoundIT {

    @Test
    void reportsABlockingCallWhenAnEventLoopMakesIt() {
        CountDownLatch never = new CountDownLatch(1);
        Mono<Void> blocking = Mono.<Void>fromCallable(() -> {
                    never.await();
                    throw new AssertionError("unreachable");
                })
                .subscribeOn(Schedulers.parallel());

        assertThatThrownBy(() -> blocking.block(Duration.ofSeconds(30)))
                .hasCauseInstanceOf(BlockingOperationError.class);
    }
}
