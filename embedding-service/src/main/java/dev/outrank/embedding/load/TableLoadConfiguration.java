package dev.outrank.embedding.load;

import dev.outrank.embedding.shard.ShardCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the meters of tables. */
@Configuration(proxyBeanMethods = false)
class TableLoadConfiguration {

    @Bean
    TableLoads tableLoads(MeterRegistry registry, TableMetricsProperties properties, ShardCatalog catalog) {
        TableLoads loads = new TableLoads(registry, properties.tables());
        catalog.onGeneration(loads::keepOnly);
        return loads;
    }

    @Bean
    TableClock tableClock(TableLoads loads) {
        return new TableClock(loads).ticking();
    }
}
