// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(
    own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{},
    vidimus::SecretKeyReset<vidimus::Bytes<32768>>{}, vidimus::PadToMultipleOf<256>{},
    vidimus::RecordAead<vidimus::aead::Psa>{}, vidimus::Exporters<"EXPORTER-x">{});
