// SPDX-License-Identifier: Apache-2.0
// The half of vidimus that needs no TLS library: errors, DER, certificates, peer names, CipherSpecs, and the judge that
// composes policies. Everything the compiler decides is here.
#pragma once

