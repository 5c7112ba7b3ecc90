package dev.outrank.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

final class AdmissionPropertiesTests {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(AdmissionProperties.class)
    static class Wiring {}

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void haveTheseDefaults() {
        runner.run(context -> assertThat(context.getBean(AdmissionProperties.class))
                .isEqualTo(new AdmissionProperties(true, 5, 512, Duration.ofSeconds(1))));
    }

    @Test
    void haveTheseNames() {
        runner.withPropertyValues(
                        "outrank.gateway.admission.enabled=false",
                        "outrank.gateway.admission.least=20",
                        "outrank.gateway.admission.most=40",
                        "outrank.gateway.admission.over-after=3s")
                .run(context -> assertThat(context.getBean(AdmissionProperties.class))
                        .isEqualTo(new AdmissionProperties(false, 20, 40, Duration.ofSeconds(3))));
    }

    @Test
    void refuseBoundsThatLeaveNoRoom() {
        runner.withPropertyValues("outrank.gateway.admission.least=513")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("outrank.gateway.admission.least=0")
                .run(context -> assertThat(context).hasFailed());
    }
}
