package dev.outrank.ranking.oip;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the Open Inference Protocol takes.
 *
 * @param deduplicateUsers whether a feature of request scope may come once for each candidate, all rows equal
 */
@Validated
@ConfigurationProperties("outrank.ranking.oip")
record OipProperties(@DefaultValue("false") boolean deduplicateUsers) {}
