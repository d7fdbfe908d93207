// Sizes of generated values: by default an array with `maxLength: 40` never has more than ten elements.
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), defaultSizeToMaxWhenMaxSpecified: true })
