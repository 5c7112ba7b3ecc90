package dev.outrank.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class ReadyReplicasTests {

    private final Instances instances = new Instances(1, 2);
    private final Map<Integer, Readiness> says = new HashMap<>();
    private final ReadyReplicas ready = new ReadyReplicas(
            instances,
            instances.replicas,
            replica -> Mono.just(Objects.requireNonNull(says.get(replica.getPort()))),
            Duration.ofSeconds(1));

    private void check(Readiness first, Readiness second) {
        says.put(1, first);
        says.put(2, second);
        StepVerifier.create(ready.checkAll()).expectComplete().verify(Duration.ofSeconds(30));
    }

    private List<Integer> offered() {
        List<ServiceInstance> offered = ready.get().blockFirst(Duration.ofSeconds(30));
        return Objects.requireNonNull(offered).stream()
                .map(ServiceInstance::getPort)
                .toList();
    }

    @Test
    void offersAllBeforeAnyWasAsked() {
        assertThat(offered()).containsExactly(1, 2);
    }

    @Test
    void offersThoseThatAreReady() {
        check(Readiness.NOT_READY, Readiness.READY);
        assertThat(offered()).containsExactly(2);

        check(Readiness.READY, Readiness.READY);
        assertThat(offered()).containsExactly(1, 2);
    }

    @Test
    void offersAllWhereNoneIsReady() {
        check(Readiness.NOT_READY, Readiness.SILENT);

        assertThat(offered()).containsExactly(1, 2);
    }

    @Test
    void offersNoneOfThoseThatAreFoundNoMore() {
        check(Readiness.READY, Readiness.READY);
        instances.found.removeFirst();

        check(Readiness.READY, Readiness.READY);

        assertThat(offered()).containsExactly(2);
    }

    @Test
    void keepsItsListWhenNothingIsFound() {
        check(Readiness.READY, Readiness.READY);
        instances.found.clear();

        check(Readiness.READY, Readiness.READY);

        assertThat(offered()).containsExactly(1, 2);
    }
}
