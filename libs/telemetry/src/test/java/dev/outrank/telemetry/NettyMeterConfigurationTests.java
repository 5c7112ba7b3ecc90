package dev.outrank.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** A server that has this library and nothing else. */
@SpringBootTest(
        classes = NettyMeterConfigurationTests.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
final class NettyMeterConfigurationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private MeterRegistry registry;

    @Test
    void timesTheDelaysOfTheLoops() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        registry.get("outrank.netty.loop.delay").timer().count())
                .isPositive());
    }

    @Test
    void showsWhatTheAllocatorsHoldByTypeAlone() {
        assertThat(registry.find("netty.allocator.memory.used").gauges())
                .isNotEmpty()
                .allSatisfy(gauge -> assertThat(gauge.getId().getTag("id")).isNull())
                .anySatisfy(gauge ->
                        assertThat(gauge.getId().getTag("allocator.type")).isEqualTo("PooledByteBufAllocator"));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
