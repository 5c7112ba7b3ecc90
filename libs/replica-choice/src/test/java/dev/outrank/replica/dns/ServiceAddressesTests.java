package dev.outrank.replica.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.testkit.names.FakeNameServer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ServiceAddressesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final FakeNameServer names = new FakeNameServer(loops);
    private final AtomicLong nanos = new AtomicLong();
    private final ServiceAddresses services = new ServiceAddresses(
            "{service}.test",
            Duration.ofMillis(200),
            new SingletonDnsServerAddressStreamProvider(names.address()),
            nanos::get);

    @AfterEach
    void stop() {
        services.close();
        names.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private List<String> addresses() {
        return services.of("embedding-0")
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Test
    void namesEveryAddressInOrder() {
        names.name("embedding-0.test", 7, 3);

        assertThat(addresses()).containsExactly("10.0.0.3", "10.0.0.7");
    }

    @Test
    void hasNoAddressesOfANameThatHasNotExistedForAWhile() {
        names.name("embedding-0.test", 1);
        assertThat(addresses()).hasSize(1);
        names.forget("embedding-0.test");

        // Longer than what was said is kept.
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> addresses().size() == 1);
        nanos.addAndGet(ServiceAddresses.MISSING.toNanos());

        Awaitility.await().atMost(PATIENCE).until(() -> addresses().isEmpty());
    }

    @Test
    void seesNewAddressesHoweverLongTheOldOnesWereToBeKept() {
        names.name("embedding-0.test", 1);
        assertThat(addresses()).hasSize(1);
        names.name("embedding-0.test", 1, 2, 3);

        Awaitility.await().atMost(PATIENCE).until(() -> addresses().size() == 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "BROKEN"})
    void keepsThoseKnownWhileTheNameServerDoesNotSay(FakeNameServer.Mood mood) {
        names.name("embedding-0.test", 1, 2);
        assertThat(addresses()).hasSize(2);
        names.mood(mood);

        // Longer than what was said is kept.
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> addresses().size() == 2);
    }
}
