package dev.outrank.config.registry.http;

import dev.outrank.config.conductor.ConductorLoop;
import dev.outrank.config.registry.InvalidFieldException;
import dev.outrank.config.report.ReplicaReports;
import dev.outrank.registry.report.ReplicaReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the instances of the services say of themselves. */
@RestController
@RequestMapping("/registry/v1/replicas")
@Tag(name = "reports", description = "By the services, each second; no revisions.")
class ReplicaController {

    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    private final ReplicaReports reports;
    private final ConductorLoop conductor;
    private final ReportNews news = new ReportNews();

    ReplicaController(ReplicaReports reports, ConductorLoop conductor) {
        this.reports = reports;
        this.conductor = conductor;
    }

    @Operation(
            summary = "Says what an instance has",
            description =
                    "Replaces what it said before. Instances that are silent for outrank.registry.report-ttl are taken for gone.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ReplicaReport.class))))
    @PutMapping(path = "/{instance}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void report(@PathVariable String instance, InputStream body) throws IOException {
        requireName(instance);
        ReplicaReport report = ReportBody.read(body);
        reports.put(instance, report);
        if (news.isNews(instance, report)) {
            conductor.wake();
        }
    }

    @Operation(summary = "Says that an instance leaves")
    @DeleteMapping("/{instance}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(@PathVariable String instance) {
        requireName(instance);
        reports.remove(instance);
        news.forget(instance);
        conductor.wake();
    }

    @Operation(summary = "The instances that reported not long ago")
    @GetMapping
    ReplicaList replicas() {
        return ReplicaList.of(reports.live());
    }

    private static void requireName(String instance) {
        if (!INSTANCE.matcher(instance).matches()) {
            throw new InvalidFieldException("instance", "(expected: 1 to 128 letters, digits, '_', '.', ':' or '-')");
        }
    }
}
