/** What is measured with: made-up assets, each a pure function of its number, the same for every side of a comparison. */
@NullMarked
package io.cadastre.server.bench.data;

import org.jspecify.annotations.NullMarked;
