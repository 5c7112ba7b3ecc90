/**
 * The API's documentation, served beside the API: {@code /openapi.yaml} and Swagger UI at {@code /swagger-ui.html}.
 *
 * <p>Both are files served from memory. The document is written by hand, because the gateway does not know the bodies that it forwards; a
 * test holds it to the routes.
 */
@NullMarked
package dev.outrank.gateway.docs;

import org.jspecify.annotations.NullMarked;
