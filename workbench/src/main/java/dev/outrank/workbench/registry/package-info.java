/**
 * What the workbench says to the model registry, and asks of it.
 *
 * <pre>
 *   RegistryApi ──► changes: register, load, activate, rollout, roll back, … each signed by a Signature
 *        │
 *        ├──► what is: models, live replicas, rollouts, revisions
 *        ▼
 *   Publication: one version's way to being the active one, as far as it has not gone yet
 * </pre>
 *
 * <p>Requests and answers: {@code docs/registry.md}.
 */
@NullMarked
package dev.outrank.workbench.registry;

import org.jspecify.annotations.NullMarked;
