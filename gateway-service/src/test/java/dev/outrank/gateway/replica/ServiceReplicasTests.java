package dev.outrank.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceReplicasTests {

    private final Instances instances = new Instances(1, 2);

    @Test
    void remembersAReplicaForAsLongAsItIsFound() {
        List<Replica> first = instances.replicas.found(instances.found);

        assertThat(instances.replicas.found(instances.found)).containsExactlyElementsOf(first);
        assertThat(first).extracting(Replica::getPort).containsExactly(1, 2);
    }

    @Test
    void forgetsAReplicaThatIsFoundNoMore() {
        Replica gone = instances.replicas.found(instances.found).getFirst();
        instances.found.removeFirst();

        instances.replicas.found(instances.found);

        assertThat(instances.replicas.all()).extracting(Replica::getPort).containsExactly(2);
        assertThat(instances.breakers.registry().getAllCircuitBreakers()).hasSize(1);
        instances.add(1);
        assertThat(instances.replicas.found(instances.found))
                .doesNotContain(gone)
                .hasSize(2);
    }

    @Test
    void believesAReplicaNotBeforeItSaysThatItIsReady() {
        Replica replica = instances.replicas.found(instances.found).getFirst();
        assertThat(replica.isReady()).isFalse();
        replica.checked(Readiness.SILENT);
        assertThat(replica.isReady()).isFalse();

        replica.checked(Readiness.READY);

        assertThat(replica.isReady()).isTrue();
    }

    @Test
    void forgivesOneLostAnswerAndNoRefusal() {
        Replica replica = instances.replicas.found(instances.found).getFirst();
        replica.checked(Readiness.READY);
        replica.checked(Readiness.SILENT);
        assertThat(replica.isReady()).isTrue();
        replica.checked(Readiness.READY);
        replica.checked(Readiness.SILENT);
        assertThat(replica.isReady()).isTrue();
        replica.checked(Readiness.SILENT);
        assertThat(replica.isReady()).isFalse();

        replica.checked(Readiness.READY);
        replica.checked(Readiness.NOT_READY);
        assertThat(replica.isReady()).isFalse();
    }
}
