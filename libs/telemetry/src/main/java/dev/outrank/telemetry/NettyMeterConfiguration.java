package dev.outrank.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** Shows the buffers and event loops of the services that answer over Netty. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({NettyAllocatorMetrics.class, ByteBufAllocator.class, LoopResources.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class NettyMeterConfiguration {

    /** Seldom enough to be no load, often enough for a dozen readings a loop between two scrapes. */
    private static final Duration PERIOD = Duration.ofMillis(100);

    /** An allocator's identity hash: another at each start, and there is one of each type. */
    @Bean
    MeterFilter allocatorsWithoutIdentity() {
        MeterFilter ignoring = MeterFilter.ignoreTags("id");
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().startsWith("netty.allocator.") ? ignoring.map(id) : id;
            }
        };
    }

    /** Netty's own default is another allocator than the pooled one that Reactor Netty and the lookups take. */
    @Bean
    MeterBinder nettyAllocatorMeters() {
        return registry -> Stream.of(PooledByteBufAllocator.DEFAULT, ByteBufAllocator.DEFAULT)
                .distinct()
                .filter(ByteBufAllocatorMetricProvider.class::isInstance)
                .map(ByteBufAllocatorMetricProvider.class::cast)
                .forEach(allocator -> new NettyAllocatorMetrics(allocator).bindTo(registry));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean({ReactorResourceFactory.class, MeterRegistry.class})
    LoopDelay loopDelay(ReactorResourceFactory resources, MeterRegistry registry) {
        return LoopDelay.ofServer(resources, PERIOD, registry);
    }
}
