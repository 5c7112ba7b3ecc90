package dev.outrank.config.registry.http;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.config.registry.ConflictException;
import dev.outrank.config.registry.InvalidFieldException;
import dev.outrank.config.registry.UnknownEntryException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns failures into problem details. */
@RestControllerAdvice
class RegistryProblems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(RegistryProblems.class);
    private static final String FIELD = "field";
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ProblemDetail onCallerFailure(CallerException failure) {
        HttpStatus status =
                switch (failure) {
                    case UnknownEntryException _ -> HttpStatus.NOT_FOUND;
                    case ConflictException _ -> HttpStatus.CONFLICT;
                    default -> HttpStatus.BAD_REQUEST;
                };
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, failure.getMessage());
        if (failure instanceof InvalidFieldException invalid) {
            problem.setProperty(FIELD, invalid.field());
        }
        return problem;
    }

    @ExceptionHandler
    ProblemDetail onUnreadableReport(UnreadableReportException failure) {
        return describe(failure.body());
    }

    @ExceptionHandler({CapacityException.class, DependencyException.class})
    ResponseEntity<ProblemDetail> onBadMoment(OutrankException failure) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, failure.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail onDefect(Exception failure) {
        log.error("A request to the registry failed", failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "The registry failed; its log says why.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = failure.getBody();
        problem.setDetail(failure.getFieldErrors().stream()
                .map(RegistryProblems::describe)
                .sorted()
                .collect(Collectors.joining("; ")));
        failure.getFieldErrors().stream()
                .map(FieldError::getField)
                .min(String::compareTo)
                .ifPresent(field -> problem.setProperty(FIELD, field));
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    private static ProblemDetail describe(UnreadableBody reason) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(reason.status(), reason.detail());
        if (reason.field() != null) {
            problem.setProperty(FIELD, reason.field());
        }
        return problem;
    }

    private static String describe(FieldError error) {
        Object rejected = error.getRejectedValue();
        boolean shown = rejected instanceof String text && !text.isBlank() && text.length() <= 200;
        return error.getField() + ": " + (shown ? "'" + rejected + "' " : "") + error.getDefaultMessage();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        UnreadableBody reason = UnreadableBody.of(failure.getCause());
        return handleExceptionInternal(failure, describe(reason), headers, reason.status(), request);
    }
}
