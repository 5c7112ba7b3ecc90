package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.ranking.scatter.DegradationSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DegradationPropertiesTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(ExecutionConfiguration.class);

    @Test
    void haveTheseDefaults() {
        runner.run(context -> {
            assertThat(context.getBean(DegradationProperties.class))
                    .isEqualTo(new DegradationProperties(Duration.ofMillis(50), 0.2));
            assertThat(context.getBean(DegradationSettings.class)).isEqualTo(DegradationSettings.defaults());
        });
    }

    @Test
    void haveTheseNames() {
        runner.withPropertyValues(
                        "outrank.ranking.degradation.reserve=7ms", "outrank.ranking.degradation.reserve-share=0.5")
                .run(context -> assertThat(context.getBean(DegradationSettings.class))
                        .isEqualTo(new DegradationSettings(Duration.ofMillis(7), 0.5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reserve=-1ms", "reserve=soon", "reserve-share=-0.1", "reserve-share=1", "reserve-share=NaN"})
    void refuseWhatMakesNoSense(String wrong) {
        runner.withPropertyValues("outrank.ranking.degradation." + wrong)
                .run(context -> assertThat(context).hasFailed());
    }
}
