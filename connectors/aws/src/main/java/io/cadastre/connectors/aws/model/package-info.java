/** What the aws connector finds. */
@NullMarked
package io.cadastre.connectors.aws.model;

import org.jspecify.annotations.NullMarked;
