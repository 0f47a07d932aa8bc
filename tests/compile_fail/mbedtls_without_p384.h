// SPDX-License-Identifier: Apache-2.0
/* SPDX-License-Identifier: Apache-2.0 */
/* For MBEDTLS_USER_CONFIG_FILE: an mbedTLS whose builder left P-384 out. */
#undef MBEDTLS_ECP_DP_SECP384R1_ENABLED
