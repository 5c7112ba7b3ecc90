package dev.outrank.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.replica.CallPermission;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.RequestData;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

/** The choice, and what the outcome of calls does to it. */
final class LeastCostLoadBalancerTests {

    private final Instances instances = new Instances(1, 2);
    private final Random random = new Random(5);
    private final LeastCostLoadBalancer balancer =
            new LeastCostLoadBalancer(new KnownReplicas(instances, instances.replicas), "here", () -> random);

    private final Replica first = instances.replicas.found(instances.found).getFirst();
    private final Replica second = instances.replicas.found(instances.found).getLast();
    private MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/v2"));

    private @Nullable ServiceInstance choose() {
        exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/v2"));
        RequestData data = new RequestData(exchange.getRequest(), exchange.getAttributes());
        Response<ServiceInstance> response = balancer.choose(new DefaultRequest<>(new RequestDataContext(data)))
                .block(Duration.ofSeconds(30));
        return Objects.requireNonNull(response).getServer();
    }

    private void answer(HttpStatus status) {
        Objects.requireNonNull(ReplicaCall.of(exchange)).answered(HttpMethod.POST, status, new HttpHeaders());
    }

    private static void fail(Replica replica) {
        for (int i = 0; i < 4; i++) {
            CallPermission call = replica.health().tryBegin(Long.MAX_VALUE);
            if (call != null) {
                call.failed(new IllegalStateException());
            }
        }
    }

    @Test
    void choosesTheOneWithFewerCallsUnderWay() {
        ServiceInstance one = choose();
        ServiceInstance other = choose();

        assertThat(List.of(Objects.requireNonNull(one), Objects.requireNonNull(other)))
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    void endsTheCallWithTheAnswer() {
        Replica chosen = (Replica) Objects.requireNonNull(choose());
        assertThat(chosen.health().outstanding()).isEqualTo(1);

        answer(HttpStatus.OK);
        ReplicaCall.ifAny(exchange, ReplicaCall::released);

        assertThat(chosen.health().outstanding()).isZero();
    }

    @Test
    void choosesTheQuickerOne() {
        Replica slow = (Replica) Objects.requireNonNull(choose());
        instances.clock.addAndGet(Duration.ofMillis(50).toNanos());
        answer(HttpStatus.OK);

        for (int i = 0; i < 10; i++) {
            assertThat(choose()).isNotSameAs(slow);
            instances.clock.addAndGet(Duration.ofMillis(1).toNanos());
            answer(HttpStatus.OK);
        }
    }

    @Test
    void passesOverOneWhoseBreakerIsOpen() {
        fail(first);

        for (int i = 0; i < 10; i++) {
            assertThat(choose()).isSameAs(second);
        }
    }

    @Test
    void drawsFromAllWithoutCountingWhenAllBreakersAreOpen() {
        fail(first);
        fail(second);

        Set<ServiceInstance> chosen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            chosen.add(Objects.requireNonNull(choose()));
            assertThat(ReplicaCall.of(exchange)).isNull();
        }

        assertThat(chosen).containsExactlyInAnyOrder(first, second);
        assertThat(first.health().outstanding()).isZero();
    }

    @Test
    void prefersTheOwnZoneAsLongAsOneOfItIsWell() {
        instances.found.clear();
        instances.add(3, "there");
        instances.add(4, "here");
        List<Replica> both = instances.replicas.found(instances.found);
        for (int i = 0; i < 10; i++) {
            assertThat(choose()).isSameAs(both.getLast());
        }

        fail(both.getLast());
        for (int i = 0; i < 10; i++) {
            assertThat(choose()).isSameAs(both.getFirst());
            assertThat(ReplicaCall.of(exchange)).isNotNull();
        }
    }

    @Test
    void opensTheBreakerOfOneThatFailsAndOfNoneThatSheds() {
        instances.found.removeLast();
        HttpHeaders shed = new HttpHeaders();
        shed.set("Retry-After", "1");
        for (int i = 0; i < 10; i++) {
            choose();
            Objects.requireNonNull(ReplicaCall.of(exchange))
                    .answered(HttpMethod.POST, HttpStatus.SERVICE_UNAVAILABLE, shed);
        }
        assertThat(ReplicaCall.of(exchange)).isNotNull();

        for (int i = 0; i < 4; i++) {
            choose();
            ReplicaCall.ifAny(
                    exchange,
                    call -> call.answered(HttpMethod.POST, HttpStatus.INTERNAL_SERVER_ERROR, new HttpHeaders()));
        }
        choose();
        assertThat(ReplicaCall.of(exchange)).isNull();
    }

    @Test
    void choosesNoneWhenNoneIsFound() {
        instances.found.clear();

        assertThat(choose()).isNull();
    }
}
