package dev.outrank.ranking.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.cloud.client.ServiceInstance;

class DnsDiscoveryClientTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final FakeNameServer names = new FakeNameServer(loops);
    private final AtomicLong nanos = new AtomicLong();
    private final DnsDiscoveryClient client = new DnsDiscoveryClient(
            "{service}.test",
            new DiscoveryProperties.Dns("{service}.test", 8200, Duration.ofMillis(200)),
            (EventLoop) loops.next(),
            new SingletonDnsServerAddressStreamProvider(names.address()),
            nanos::get);

    @AfterEach
    void stop() {
        client.close();
        names.close();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private List<String> addresses() {
        return client.getInstances("embedding-0")
                .map(instance -> instance.getHost() + ":" + instance.getPort())
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    @Test
    void namesEveryAddressInOrder() {
        names.name("embedding-0.test", 7, 3);

        assertThat(addresses()).containsExactly("10.0.0.3:8200", "10.0.0.7:8200");
        assertThat(client.getInstances("embedding-0")
                        .map(ServiceInstance::getServiceId)
                        .blockFirst(PATIENCE))
                .isEqualTo("embedding-0");
    }

    @Test
    void hasNoInstancesOfANameThatHasNotExistedForAWhile() {
        names.name("embedding-0.test", 1);
        assertThat(addresses()).hasSize(1);
        names.forget("embedding-0.test");

        // Longer than what was said is kept.
        org.awaitility.Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> addresses().size() == 1);
        nanos.addAndGet(DnsDiscoveryClient.MISSING.toNanos());

        org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> addresses()
                .isEmpty());
    }

    @Test
    void seesNewAddressesHoweverLongTheOldOnesWereToBeKept() {
        names.name("embedding-0.test", 1);
        assertThat(addresses()).hasSize(1);
        names.name("embedding-0.test", 1, 2, 3);

        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> addresses().size() == 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "BROKEN"})
    void keepsThoseKnownWhileTheNameServerDoesNotSay(FakeNameServer.Mood mood) {
        names.name("embedding-0.test", 1, 2);
        assertThat(addresses()).hasSize(2);
        names.mood(mood);

        // Longer than what was said is kept.
        org.awaitility.Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> addresses().size() == 2);
    }
}
